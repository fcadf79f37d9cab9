package dev.tributary.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.RecordedRoutes.Recording;
import dev.tributary.runtime.definition.NamedObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdministrationTest {
  private static final FieldChange RESTORED =
      FieldChange.open("/restoredVersion", null, TextNode.valueOf("3"));

  private final Administration administration = new Administration();

  @Test
  void aDetailCountsOnceAndCanBeTakenBack() {
    administration.detail(RESTORED);
    administration.detail(FieldChange.ADDRESS_CHANGED);
    administration.detail(FieldChange.ADDRESS_CHANGED);
    assertThat(administration.details()).containsExactly(RESTORED, FieldChange.ADDRESS_CHANGED);
    administration.withoutDetail(FieldChange.ADDRESS_CHANGED);
    assertThat(administration.details()).containsExactly(RESTORED);
    administration.withoutDetail(FieldChange.ADDRESS_CHANGED);
    assertThat(administration.details()).containsExactly(RESTORED);
  }

  @Test
  void theObjectOfTheRequestGetsItsNameAndNoOtherObjectDoes() {
    administration.begin(
        new RequestedChange(
            "ade_1",
            Recording.TRANSACTION,
            new Actor("sub", "anna", Actor.Kind.PERSON),
            new Act("putAlertRule", "alert-rule", "alr_1", null),
            new Origin("control-plane", "request", null),
            Set.of(new WorkspaceId("wsp_1")),
            false));
    administration.found(new NamedObject("audience", "alr_1", "alr_1", "Another kind"));
    administration.found(new NamedObject("alert-rule", "alr_2", "alr_2", "Another rule"));
    assertThat(name()).isNull();
    administration.found(new NamedObject("alert-rule", "alr_1", "alr_1", "Few people"));
    assertThat(name()).isEqualTo("Few people");
  }

  private @Nullable String name() {
    RequestedChange change = administration.requestedChange();
    return change == null ? null : change.act().name();
  }
}
