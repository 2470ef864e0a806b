package nl.tenzij.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import nl.tenzij.client.ApiClient;
import nl.tenzij.client.model.CustodyView;
import nl.tenzij.client.model.SanctionStatus;
import org.junit.jupiter.api.Test;

/** What came since the Java client was made leaves the rest of an answer readable. */
class UnknownValuesTest {

  @Test
  void aValueThatTheClientDoesNotKnowIsReadAsThat() throws JsonProcessingException {
    CustodyView read =
        ApiClient.createDefaultObjectMapper()
            .readValue(
                """
                {"pupil": "p-sam", "status": "LENT_OUT", "lentTo": "GUARDIAN"}""",
                CustodyView.class);
    assertThat(read.getPupil()).isEqualTo("p-sam");
    assertThat(read.getStatus()).isEqualTo(SanctionStatus.UNKNOWN_DEFAULT_OPEN_API);
  }
}
