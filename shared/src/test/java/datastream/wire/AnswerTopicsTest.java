package datastream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTopicsTest {

    @Test
    void everyUserHasALevelOfHisOwn() {
        assertThat(AnswerTopics.of("lab", "client-1"))
                .isEqualTo("datastream/acknowledgements/lab/client-1");
        assertThat(AnswerTopics.of(null, "client-1"))
                .isEqualTo("datastream/acknowledgements/client-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "+", "#", "a+", "a\nb"})
    void aNameThatCanBeNoLevelIsLeftOut(String user) {
        assertThat(AnswerTopics.of(user, "client-1"))
                .isEqualTo("datastream/acknowledgements/client-1");
        assertThat(AnswerTopics.belongsTo(user, "datastream/acknowledgements/" + user + "/x"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "datastream/acknowledgements/lab/x, true",
        "datastream/acknowledgements/lab/x/y, true",
        "datastream/acknowledgements/lab/#, true",
        "datastream/acknowledgements/lab/+, true",
        "datastream/acknowledgements/lab, false",
        "datastream/acknowledgements/lab2/x, false",
        "datastream/acknowledgements/hall/x, false",
        "datastream/acknowledgements/+/x, false",
        "datastream/acknowledgements/#, false",
        "#, false",
        "+/acknowledgements/lab/x, false",
        "$share/g/datastream/acknowledgements/lab/x, false",
        "/datastream/acknowledgements/lab/x, false",
    })
    void nobodyReadsOthersAnswers(String topic, boolean own) {
        assertThat(AnswerTopics.belongsTo("lab", topic)).isEqualTo(own);
    }
}
