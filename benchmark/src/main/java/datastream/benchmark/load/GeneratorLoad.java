package datastream.benchmark.load;

import datastream.generator.simulation.Batch;
import datastream.generator.simulation.ReadingSender;
import datastream.generator.simulation.Settlements;
import datastream.generator.simulation.Uplink;
import datastream.generator.simulation.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Generators without their clock: the generator's own window and sender for each sensor, filled
 * again as soon as there is room.
 */
final class GeneratorLoad implements Load {

    /** The generator's default. */
    private static final int WINDOW = 20_000;

    private final LoadOrder order;
    private final Uplink uplink;

    private final Progress progress;

    private final List<Source> sources = new ArrayList<>();
    private final Semaphore settlements = new Semaphore(0);
    private final Thread maker = Thread.ofPlatform().name("maker").unstarted(this::make);

    GeneratorLoad(LoadOrder order, Uplink uplink, Progress progress) {
        this.order = order;
        this.uplink = uplink;
        this.progress = progress;
    }

    @Override
    public void start() {
        for (int i = 0; i < order.sensors(); i++) {
            sources.add(new Source(i));
        }
        maker.start();
    }

    @Override
    public void close() {
        maker.interrupt();
        Threads.join(maker);
        uplink.close();
    }

    private void make() {
        try {
            while (!Thread.interrupted()) {
                sources.forEach(Source::fill);
                settlements.acquire();
                settlements.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            progress.failed(e);
        }
    }

    private final class Source implements Settlements {

        private final Window window = new Window(WINDOW, this);
        private final ReadingSender sender;
        private long number;

        Source(int index) {
            sender = uplink.open(Rows.sensor(index), window);
        }

        /** Half a window at once: what fills it reading by reading is not what is measured. */
        void fill() {
            int room = window.room();
            if (room < WINDOW / 2) {
                return;
            }
            for (int i = 0; i < room; i++) {
                window.add(Rows.timestampMicros(order.run(), number), Rows.value(number));
                number++;
            }
            sender.readingsWait();
        }

        @Override
        public void settled(Batch batch, int rejections) {
            progress.acknowledged(batch.size(), batch.size() - rejections);
            settlements.release();
        }
    }
}
