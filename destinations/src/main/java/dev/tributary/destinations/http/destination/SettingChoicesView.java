package dev.tributary.destinations.http.destination;

import dev.tributary.destinations.http.destination.DestinationFieldsView.DelayKind;
import dev.tributary.destinations.http.destination.DestinationFieldsView.State;
import dev.tributary.destinations.schema.VendorFields.Listed;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The values that the vendor lists for a setting of a sync, such as its objects.
 *
 * @param state of the list; never `needs-settings`
 * @param readAt when the list was read; in the states `forbidden`, `failed` and `no-answer`, when
 *     the vendor was asked; otherwise null
 * @param refreshableAt from this time on, `refresh` asks the vendor again; null if there is no list
 * @param complete whether the list has all values that the vendor shows to the destination
 * @param delay why a newer list cannot be read now, or null
 * @param delayedUntil when to try again; null if this is not known
 * @param data at most 3,000 values, by value. A sync can have other values as well
 */
@Schema(name = "SettingChoices")
public record SettingChoicesView(
    State state,
    @Nullable Instant readAt,
    @Nullable Instant refreshableAt,
    boolean complete,
    @Nullable DelayKind delay,
    @Nullable Instant delayedUntil,
    List<SettingChoice> data) {

  /**
   * A value that the vendor lists for a setting.
   *
   * @param value of the setting
   * @param label the vendor's, or the value
   */
  @Schema(name = "SettingChoice")
  public record SettingChoice(String value, String label) {}

  static SettingChoicesView of(Listed listed) {
    DestinationFieldsView list = DestinationFieldsView.of(listed);
    return new SettingChoicesView(
        list.state(),
        list.readAt(),
        list.refreshableAt(),
        list.complete(),
        list.delay(),
        list.delayedUntil(),
        list.data().stream().map(value -> new SettingChoice(value.name(), value.label())).toList());
  }
}
