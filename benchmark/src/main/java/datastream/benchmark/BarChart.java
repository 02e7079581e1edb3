package datastream.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars, each of one or more parts, as SVG. Labels are our own names: nothing in them
 * needs escaping. Not thread-safe.
 */
final class BarChart {

    private static final List<String> COLOURS = List.of("#2b6cb0", "#dd6b20", "#38a169", "#805ad5");
    private static final int WIDTH = 860;
    private static final int LABELS = 230;
    private static final int BARS = 520;
    private static final int ROW = 24;
    private static final int BAR = 16;
    private static final int TOP = 62;
    private static final int LEGEND = 120;

    private final String title;
    private final List<String> parts;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String label, List<Double> values) {
        double sum() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /**
     * @param title says the unit too
     * @param parts names of the parts of a bar, at most four; a single one is not named
     */
    BarChart(String title, List<String> parts) {
        this.title = title;
        this.parts = List.copyOf(parts);
    }

    /** Adds a bar with as many values as there are parts. */
    void add(String label, List<Double> values) {
        bars.add(new Bar(label, List.copyOf(values)));
    }

    boolean isEmpty() {
        return bars.isEmpty();
    }

    String svg() {
        int height = TOP + bars.size() * ROW + 10;
        StringBuilder svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" font-family="sans-serif" font-size="13">
                <rect width="%1$d" height="%2$d" fill="white"/>
                <text x="10" y="22" font-size="16">%3$s</text>
                """
                        .formatted(WIDTH, height, title));
        addLegend(svg);
        double most = bars.stream().mapToDouble(Bar::sum).max().orElse(1);
        for (int i = 0; i < bars.size(); i++) {
            addBar(svg, bars.get(i), TOP + i * ROW, BARS / most);
        }
        return svg.append("</svg>\n").toString();
    }

    private void addLegend(StringBuilder svg) {
        for (int i = 0; i < parts.size() && parts.size() > 1; i++) {
            int x = LABELS + i * LEGEND;
            svg.append(rectangle(x, 36, 12, i)).append(text(x + 18, 47, "start", parts.get(i)));
        }
    }

    private static void addBar(StringBuilder svg, Bar bar, int y, double scale) {
        int baseline = y + BAR - 3;
        svg.append(text(LABELS - 8, baseline, "end", bar.label()));
        double x = LABELS;
        for (int i = 0; i < bar.values().size(); i++) {
            double width = bar.values().get(i) * scale;
            svg.append(rectangle(Math.round(x), y, Math.round(x + width) - Math.round(x), i));
            x += width;
        }
        String format = bar.sum() >= 100 ? "%,.0f" : "%.2f";
        String sum = String.format(Locale.ROOT, format, bar.sum());
        svg.append(text(Math.round(x) + 6, baseline, "start", sum));
    }

    private static String rectangle(long x, int y, long width, int part) {
        return "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
                .formatted(x, y, width, BAR, COLOURS.get(part % COLOURS.size()));
    }

    private static String text(long x, int y, String anchor, String text) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
                .formatted(x, y, anchor, text);
    }
}
