package datastream.chaos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import datastream.reading.Sensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalIT {

    private static final SensorRange SENSORS = new SensorRange("chaos", "A", 2);
    private static final Sensor SECOND = new Sensor("chaos", "A", 1);

    @TempDir private Path folder;

    private Path path;
    private Journal journal;
    private final Ledger ledger = new Ledger();

    @BeforeEach
    void begin() {
        path = folder.resolve("first.journal");
        journal = Journal.create(path, SENSORS);
        ledger.follow(path);
    }

    @Test
    void tellsWhatWasAttemptedAndAnsweredToTheBit() {
        journal.attempted(1, false, columns(10, -0.0, 11, 1e-308, 12, 5.5));
        journal.acknowledged(1, false, new long[] {10});
        journal.rejected(1, false, 12, "INVALID");
        ledger.catchUp();

        SensorLedger readings = ledger.of(SECOND);
        assertThat(readings.size()).isEqualTo(3);
        assertThat(readings.valueBits(0)).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(readings.valueBits(1)).isEqualTo(Double.doubleToRawLongBits(1e-308));
        assertThat(readings.isAcknowledged(0)).isTrue();
        assertThat(readings.isAcknowledged(1)).isFalse();
        assertThat(readings.isUnanswered(0)).isFalse();
        assertThat(readings.isUnanswered(1)).isTrue();
        assertThat(readings.isUnanswered(2)).isFalse();
        assertThat(readings.isRejected(2)).isTrue();
        assertThat(ledger.rejectionsByCode()).containsOnly(java.util.Map.entry("INVALID", 1L));
    }

    @Test
    void keepsBadReadingsApartFromTheGoodOnesThatTheyContradict() {
        journal.attempted(1, false, columns(10, 1.0));
        journal.acknowledged(1, false, new long[] {10});
        journal.attempted(1, true, columns(10, 2.0, 13, Double.NaN));
        journal.rejected(1, true, 10, "CONFLICT");
        journal.acknowledged(1, true, new long[] {13});
        ledger.catchUp();

        assertThat(ledger.of(SECOND).size()).isEqualTo(1);
        assertThat(ledger.of(SECOND).isRejected(0)).isFalse();
        assertThat(ledger.bad()).hasSize(2).extracting(BadReading::timestampMicros).contains(10L);
        assertThat(ledger.badAcknowledged()).isEqualTo(1);
    }

    @Test
    void keepsHowRequestsEnded() {
        Answer answer = new Answer(AnswerKind.CUT, 7, 1, 2, 3);
        journal.answered(answer);
        ledger.catchUp();
        assertThat(ledger.answers(path)).containsExactly(answer);
    }

    @Test
    void goesOnReadingWhereItWasWhileTheJournalGrows() {
        journal.attempted(0, false, columns(10, 1.0));
        ledger.catchUp();
        journal.acknowledged(0, false, new long[] {10});
        journal.attempted(0, false, columns(11, 1.0));
        ledger.catchUp();
        SensorLedger readings = ledger.of(new Sensor("chaos", "A", 0));
        assertThat(readings.size()).isEqualTo(2);
        assertThat(readings.isAcknowledged(0)).isTrue();
    }

    @Test
    void leavesATornRecordUntilItIsWhole() throws Exception {
        journal.attempted(0, false, columns(10, 1.0));
        long whole = Files.size(path);
        journal.attempted(0, false, columns(11, 1.0));
        byte[] all = Files.readAllBytes(path);
        for (int length = (int) whole; length < all.length; length++) {
            Path torn = Files.write(folder.resolve("torn" + length), Arrays.copyOf(all, length));
            Ledger other = new Ledger();
            other.follow(torn);
            other.catchUp();
            assertThat(other.of(new Sensor("chaos", "A", 0)).size()).isEqualTo(1);
            assertThat(other.tornBytes()).isEqualTo(length - whole);
            Files.write(
                    torn, Arrays.copyOfRange(all, length, all.length), StandardOpenOption.APPEND);
            other.catchUp();
            assertThat(other.of(new Sensor("chaos", "A", 0)).size()).isEqualTo(2);
            assertThat(other.tornBytes()).isZero();
        }
    }

    @Test
    void saysWhenARecordIsDamaged() throws IOException {
        journal.attempted(0, false, columns(10, 1.0));
        byte[] all = Files.readAllBytes(path);
        all[all.length - 6] ^= 1;
        Files.write(path, all);
        assertThatThrownBy(ledger::catchUp)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged at byte");
    }

    @Test
    void aKilledSenderIsOwedNothingButWhatItWasTold() {
        journal.attempted(0, false, columns(10, 1.0, 11, 1.0));
        journal.acknowledged(0, false, new long[] {10});
        ledger.senderKilled(path);
        Path second = folder.resolve("second.journal");
        Journal.create(second, SENSORS).attempted(0, false, columns(12, 1.0));
        ledger.follow(second);
        ledger.catchUp();
        SensorLedger readings = ledger.of(new Sensor("chaos", "A", 0));
        assertThat(readings.isAcknowledged(0)).isTrue();
        assertThat(readings.isUnanswered(1)).isFalse();
        assertThat(readings.isUnanswered(2)).isTrue();
    }

    @Test
    void noticesAKeyThatTwoIncarnationsUse() {
        journal.attempted(0, false, columns(10, 1.0));
        ledger.senderKilled(path);
        Path second = folder.resolve("second.journal");
        Journal.create(second, SENSORS).attempted(0, false, columns(10, 2.0));
        ledger.follow(second);
        assertThatThrownBy(ledger::catchUp).hasMessageContaining("used twice");
    }

    @Test
    void noticesAnAnswerForAReadingNeverAttempted() {
        journal.attempted(0, false, columns(10, 1.0));
        journal.acknowledged(0, false, new long[] {11});
        assertThatThrownBy(ledger::catchUp).hasMessageContaining("never attempted");
    }

    private static Columns columns(Number... timestampsAndValues) {
        Columns columns = new Columns();
        for (int i = 0; i < timestampsAndValues.length; i += 2) {
            columns.add(
                    timestampsAndValues[i].longValue(), timestampsAndValues[i + 1].doubleValue());
        }
        return columns;
    }
}
