package datastream.chaos.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Takes apart what {@link Journal} writes as the content of a record. */
final class RecordDecoder {

    private RecordDecoder() {}

    static void tell(JournalVisitor visitor, ByteBuffer content) {
        switch (RecordKind.of(content.get())) {
            case SENSORS ->
                    visitor.sensors(
                            new SensorRange(text(content), text(content), content.getInt()));
            case ATTEMPT -> visitor.attempted(content.getInt(), false, columns(content));
            case BAD_ATTEMPT -> visitor.attempted(content.getInt(), true, columns(content));
            case ACKNOWLEDGED -> acknowledged(visitor, content);
            case REJECTED ->
                    visitor.rejected(
                            content.getInt(), flag(content), content.getLong(), text(content));
            case ANSWER -> visitor.answered(answer(content));
        }
    }

    private static void acknowledged(JournalVisitor visitor, ByteBuffer content) {
        int sensor = content.getInt();
        boolean bad = flag(content);
        int size = content.getInt();
        for (int i = 0; i < size; i++) {
            visitor.acknowledged(sensor, bad, content.getLong());
        }
    }

    private static Columns columns(ByteBuffer content) {
        Columns readings = new Columns();
        int size = content.getInt();
        for (int i = 0; i < size; i++) {
            readings.add(content.getLong(), Double.longBitsToDouble(content.getLong()));
        }
        return readings;
    }

    private static Answer answer(ByteBuffer content) {
        return new Answer(
                AnswerKind.of(content.get()),
                content.getInt(),
                content.getLong(),
                content.getLong(),
                content.getLong());
    }

    private static boolean flag(ByteBuffer content) {
        return content.get() != 0;
    }

    private static String text(ByteBuffer content) {
        byte[] bytes = new byte[content.getInt()];
        content.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
