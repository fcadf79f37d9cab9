package dev.tributary.audience.http.audience;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an export that depend on its members.
 *
 * @param traits the traits with a column, in the order of the file
 * @param masked those of {@code traits} whose cells are {@code masked}, because the caller may not
 *     see the values
 * @param others whether the file has a last column for the traits without a column
 * @param othersColumn the name of that column: {@code other_traits}, with a number at its end if a
 *     trait has this name; null without the column
 */
public record MemberExportColumns(
    List<String> traits, List<String> masked, boolean others, @Nullable String othersColumn) {

  /**
   * @param visible whether the caller may see the values of a trait
   */
  static MemberExportColumns of(ExportColumns columns, Predicate<String> visible) {
    return new MemberExportColumns(
        List.copyOf(columns.traits()),
        columns.traits().stream().filter(visible.negate()).toList(),
        columns.others(),
        columns.others() ? columns.othersName() : null);
  }
}
