package dev.tributary.identity.http.profile;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.http.PeopleLabels;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.PersonLabel;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The labels of people, for pages with ids of profiles alone, such as the stream of events. */
@Path("/api/v1/workspaces/{workspace}/profiles/labels")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class PeopleLabelsResource {
  private final PeopleLabels people;

  public PeopleLabelsResource(PeopleLabels people) {
    this.people = people;
  }

  /**
   * The people to label.
   *
   * @param profiles the ids of 1 to 200 profiles; an id that was merged into another profile has
   *     the label of this profile
   */
  @Schema(name = "PeopleToLabel")
  public record LabelRequest(@Required @Nullable List<ProfileId> profiles) {}

  /**
   * The labels of people.
   *
   * @param data one entry for each id of the request, in the same order
   */
  @Schema(name = "LabelledPeople")
  public record Labelled(List<LabelledPerson> data) {}

  /**
   * A person with the label.
   *
   * @param profile the id of the request
   * @param person the person's name, e-mail address or the end of the id
   */
  @Schema(name = "LabelledPerson")
  public record LabelledPerson(ProfileId profile, PersonLabel person) {}

  /**
   * @return the label of each of these people
   */
  @POST
  @Operation(
      operationId = "labelPeople",
      summary = "The name of each of up to 200 people, or the e-mail address, or the end of the id",
      description =
          "A label contains no value that the caller may not see. An id without a profile has a"
              + " label made from the id.")
  public Labelled label(@Nullable LabelRequest request) {
    List<ProfileId> profiles = request == null ? null : request.profiles();
    if (profiles == null
        || profiles.isEmpty()
        || profiles.size() > Page.MAX_LIMIT
        || profiles.stream().anyMatch(Objects::isNull)) {
      throw Problems.INVALID.problem(
          "profiles holds 1 to %d ids".formatted(Page.MAX_LIMIT), "/profiles");
    }
    PeopleLabels.Labels labels = people.onRecord("labelPeople", profiles);
    return new Labelled(
        profiles.stream().map(each -> new LabelledPerson(each, labels.of(each))).toList());
  }
}
