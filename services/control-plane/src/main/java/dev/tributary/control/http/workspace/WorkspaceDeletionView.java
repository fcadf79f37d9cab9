package dev.tributary.control.http.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.control.workspace.deletion.WorkspaceDeletion;
import dev.tributary.definitions.StoredDefinition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The deletion of a workspace as the API shows it.
 *
 * @param id made by Tributary; never changes
 * @param workspace the id of the workspace
 * @param state {@code deleting}, {@code restored}, {@code purging} or {@code purged}
 * @param requestedBy the subject of the access token of the user who requested the deletion
 * @param deletedAt when the deletion was requested, by the installation's clock
 * @param purgeAt until when it can be restored, in the workspace's business time
 * @param restoredAt when the workspace was restored; absent if it was not
 * @param doneAt when each service and Keycloak had nothing of the workspace left
 * @param purgedAt when all services and Keycloak had nothing of the workspace left; absent before
 * @param topicsExpireOn the day from which topics with a retention time contain no data of the
 *     workspace
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkspaceDeletionView(
    String id,
    String workspace,
    String state,
    String requestedBy,
    Instant deletedAt,
    Instant purgeAt,
    @Nullable Instant restoredAt,
    Map<String, Instant> doneAt,
    @Nullable Instant purgedAt,
    @Nullable LocalDate topicsExpireOn) {

  static WorkspaceDeletionView of(StoredDefinition<WorkspaceDeletion> stored) {
    WorkspaceDeletion deletion = stored.spec();
    return WorkspaceDeletionViewBuilder.builder()
        .id(stored.id())
        .workspace(stored.key())
        .state(
            deletion.state() == WorkspaceDeletion.State.HELD
                ? "deleting"
                : deletion.state().name().toLowerCase(Locale.ROOT))
        .requestedBy(deletion.requestedBy())
        .deletedAt(deletion.requestedAt())
        .purgeAt(deletion.purgeAt())
        .restoredAt(deletion.restoredAt())
        .doneAt(new TreeMap<>(deletion.doneAt()))
        .purgedAt(deletion.purgedAt())
        .topicsExpireOn(deletion.topicsExpireOn())
        .build();
  }
}
