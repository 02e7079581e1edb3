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
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH,
                height);
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        line(svg, "<text x=\"10\" y=\"22\" font-size=\"16\">%s</text>", title);
        addLegend(svg);
        double most = bars.stream().mapToDouble(Bar::sum).max().orElse(1);
        for (int i = 0; i < bars.size(); i++) {
            addBar(svg, bars.get(i), TOP + i * ROW, BARS / most);
        }
        return svg.append("</svg>\n").toString();
    }

    private void addLegend(StringBuilder svg) {
        for (int i = 0; i < parts.size() && parts.size() > 1; i++) {
            int x = LABELS + i * 120;
            line(svg, "<rect x=\"%d\" y=\"36\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, colour(i));
            line(svg, "<text x=\"%d\" y=\"47\">%s</text>", x + 18, parts.get(i));
        }
    }

    private static void addBar(StringBuilder svg, Bar bar, int y, double scale) {
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LABELS - 8,
                y + BAR - 3,
                bar.label());
        double x = LABELS;
        for (int i = 0; i < bar.values().size(); i++) {
            double width = bar.values().get(i) * scale;
            line(
                    svg,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                    x,
                    y,
                    width,
                    BAR,
                    colour(i));
            x += width;
        }
        String format = bar.sum() >= 100 ? "%,.0f" : "%.2f";
        line(
                svg,
                "<text x=\"%.1f\" y=\"%d\">%s</text>",
                x + 6,
                y + BAR - 3,
                String.format(Locale.ROOT, format, bar.sum()));
    }

    private static String colour(int part) {
        return COLOURS.get(part % COLOURS.size());
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
