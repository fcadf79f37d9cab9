package dev.tributary.destinations.http.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.destinations.reconciliation.Reconciliation;
import dev.tributary.destinations.reconciliation.Reconciliations.Difference;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of what was delivered with the records that the destination lists.
 *
 * @param id made by Tributary; never changes
 * @param state how far it is
 * @param compared how many delivered records are compared
 * @param skipped how many records of the sync are left out: they are on their way, were refused, or
 *     were delivered just before or meanwhile
 * @param listed how many records the destination has listed so far
 * @param foreign how many listed records Tributary does not know. They are never changed
 * @param arrived how many uncertain deliveries are delivered now, because the destination has them
 * @param same how many records agree; absent without a result, like {@code missing} and {@code
 *     different}
 * @param missing how many delivered records the destination lacks
 * @param different how many delivered records have another value in a field of the sync
 * @param renamed how many delivered records have another match value there, or were merged into
 *     another record. They are not compared, and never sent again
 * @param returned how many listed records were removed by Tributary before, and are there again
 * @param approximate whether the numbers are rounded, because the caller may not see how many
 *     people are in the audience of the sync
 * @param held whether a repair needs {@code confirm}: it would send more than 20 records and more
 *     than 10 % of those compared
 * @param words why the comparison waits or has failed; absent if there is nothing to say, and for
 *     callers without the right to personal data
 * @param startedAt when it was started
 * @param endedAt when it ended; absent while it runs
 * @param repairedAt when the differences were first sent again; absent if they were not
 * @param repaired how many records were sent again; absent if none was
 * @param examples some of the differences; absent in lists, and for callers who may not see whose
 *     records the sync sends
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Reconciliation")
public record ReconciliationView(
    String id,
    Reconciliation.State state,
    long compared,
    long skipped,
    long listed,
    long foreign,
    long arrived,
    @Nullable Long same,
    @Nullable Long missing,
    @Nullable Long different,
    @Nullable Long renamed,
    long returned,
    boolean approximate,
    boolean held,
    @Nullable String words,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant repairedAt,
    @Nullable Long repaired,
    @Nullable Examples examples) {

  /**
   * Examples of the differences.
   *
   * @param missing the deliveries of missing records
   * @param different the deliveries of records with other values
   * @param foreign match values of records that Tributary does not know, masked; empty without the
   *     right to personal data
   */
  @Schema(name = "ReconciliationExamples")
  public record Examples(
      List<String> missing, List<DifferentRecord> different, List<String> foreign) {}

  /**
   * A record with other values.
   *
   * @param delivery the id of its delivery
   * @param fields the names of the fields with another value
   */
  @Schema(name = "DifferentRecord")
  public record DifferentRecord(String delivery, List<String> fields) {
    static DifferentRecord of(Difference difference) {
      return new DifferentRecord(difference.delivery(), difference.fields());
    }
  }

  /**
   * @param rounding of numbers that the caller may not see; null if the caller may
   * @param parts rounds the parts of a number; null with {@code rounding}
   * @param personalData whether the caller may read personal data
   */
  static ReconciliationView of(
      Reconciliation run,
      @Nullable LongUnaryOperator rounding,
      @Nullable UnaryOperator<List<Long>> parts,
      boolean personalData,
      @Nullable Examples examples) {
    LongUnaryOperator shown = rounding == null ? LongUnaryOperator.identity() : rounding;
    boolean done = run.same() != null;
    List<Long> exact =
        List.of(
            known(run.same()), known(run.missing()), known(run.different()), known(run.renamed()));
    List<Long> numbers = parts == null ? exact : parts.apply(exact);
    long compared =
        parts == null || !done
            ? shown.applyAsLong(run.compared())
            : numbers.get(0) + numbers.get(1) + numbers.get(2);
    return ReconciliationViewBuilder.builder()
        .id(run.id())
        .state(run.state())
        .compared(compared)
        .skipped(shown.applyAsLong(run.skipped()))
        .listed(shown.applyAsLong(run.listed()))
        .foreign(shown.applyAsLong(run.foreign()))
        .arrived(shown.applyAsLong(run.arrived()))
        .same(done ? numbers.get(0) : null)
        .missing(done ? numbers.get(1) : null)
        .different(done ? numbers.get(2) : null)
        .renamed(done ? numbers.get(3) : null)
        .returned(shown.applyAsLong(run.returned()))
        .approximate(rounding != null)
        .held(done && Reconciliation.isHeld(numbers.get(1) + numbers.get(2), compared))
        .words(personalData ? run.words() : null)
        .startedAt(run.startedAt())
        .endedAt(run.endedAt())
        .repairedAt(run.repairedAt())
        .repaired(shown(shown, run.repaired()))
        .examples(examples)
        .build();
  }

  private static long known(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private static @Nullable Long shown(LongUnaryOperator rounding, @Nullable Long number) {
    return number == null ? null : rounding.applyAsLong(number);
  }
}
