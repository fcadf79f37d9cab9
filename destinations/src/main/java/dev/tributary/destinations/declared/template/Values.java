package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values that a template can use.
 *
 * @param settings of the destination, without secrets
 * @param batch null in a probe
 * @param item null outside of {@code $each} in a request for a batch
 * @param each the content of the items in a request for a batch
 * @param items of a request for a batch whose content is written without a tree; null for others
 * @param field in {@code $fields}; null elsewhere
 * @param about the job or the page that the request is about; null for others
 * @param output takes the size of the results
 */
public record Values(
    ObjectNode settings,
    @Nullable Batch batch,
    @Nullable Item item,
    @Nullable ArrayNode each,
    @Nullable List<Item> items,
    @Nullable Field field,
    @Nullable About about,
    Output output) {

  /**
   * The subject of a request without items.
   *
   * @param job the vendor's name of a job; null for another list
   * @param cursor where a page begins; null for the first page
   * @param columns the names of the id, the match field and the other fields; empty for a list
   *     without records
   */
  public record About(@Nullable String job, @Nullable String cursor, List<String> columns) {
    public About {
      columns = List.copyOf(columns);
    }
  }

  /** A field of an item. */
  public record Field(String name, JsonNode value) {}

  public static Values of(ObjectNode settings) {
    return new Values(settings, null, null, null, null, null, null, new Output(0));
  }

  public static Values of(Batch batch) {
    return new Values(
        batch.target().settings(),
        batch,
        null,
        null,
        null,
        null,
        null,
        new Output(batch.items().size()));
  }

  public Values of(Item other) {
    return new Values(settings, batch, other, each, null, null, about, output.ofItem());
  }

  public Values withEach(ArrayNode contents) {
    return new Values(settings, batch, null, contents, null, null, about, output);
  }

  public Values withItems(List<Item> carried) {
    return new Values(settings, batch, null, null, carried, null, about, output);
  }

  public Values of(String name, JsonNode value) {
    return new Values(settings, batch, item, each, items, new Field(name, value), about, output);
  }

  /** For a request about the job with this name. */
  public Values ofJob(String name) {
    return ofJob(name, null);
  }

  /**
   * For a request about a part of the results of the job.
   *
   * @param cursor null for the first part
   */
  public Values ofJob(String name, @Nullable String cursor) {
    return about(new About(name, cursor, List.of()));
  }

  /**
   * For a request about a page of a list without records.
   *
   * @param cursor null for the first page
   */
  public Values ofPage(@Nullable String cursor) {
    return about(new About(null, cursor, List.of()));
  }

  /** For a request about a job or a page. */
  public Values about(About other) {
    return new Values(settings, batch, item, each, items, field, other, output);
  }

  /** The vendor's name of the job; null in a request that is about none. */
  public @Nullable String job() {
    return about == null ? null : about.job;
  }

  public About someAbout() {
    return Objects.requireNonNull(about, "The compiler admits no page here");
  }

  public Batch someBatch() {
    return Objects.requireNonNull(batch, "The compiler admits no batch here");
  }

  public Field someField() {
    return Objects.requireNonNull(field, "The compiler admits no field here");
  }

  public Item someItem() {
    return Objects.requireNonNull(item, "The compiler admits no item here");
  }
}
