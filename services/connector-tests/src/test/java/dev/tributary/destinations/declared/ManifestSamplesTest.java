package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.destinations.connector.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestSamplesTest {
  @Test
  void aRecordHasItsFirstMatchFieldAndItsFirstText() {
    ContractObject contacts = declared("hubspot", "contacts");
    assertThat(contacts.matchField).isEqualTo("email");
    assertThat(contacts.matchValue).isEqualTo("p#@example.org");
    assertThat(contacts.textField).isEqualTo("firstname");
    assertThat(contacts.fields).isEqualTo("{\"firstname\":\"Sample\"}");
    assertThat(contacts.mode).isEqualTo(Mode.UPSERT);
  }

  @Test
  void anEventHasNoMatchField() {
    ContractObject events = declared("klaviyo", "events");
    assertThat(events.matchField).isNull();
    assertThat(events.mode).isEqualTo(Mode.APPEND);
  }

  @Test
  void aMembershipHasAnEntryOfItsOwn() {
    assertThatThrownBy(() -> declared("klaviyo", "list-memberships"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ContractObject.membership");
  }

  private static ContractObject declared(String connector, String object) {
    return ContractObject.declared(SandboxAccount.of(connector, "{}", Map.of()), object);
  }
}
