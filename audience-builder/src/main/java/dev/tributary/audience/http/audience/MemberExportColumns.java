package dev.tributary.audience.http.audience;

import java.util.List;

/**
 * The columns of an export that depend on its members.
 *
 * @param traits the traits with a column, in the order of the file
 * @param masked those of {@code traits} whose cells are {@code masked}, because the caller may not
 *     see the values
 * @param others whether the file has a last column {@code other_traits} for the traits without a
 *     column; its name ends with a number if a trait has this name
 */
public record MemberExportColumns(List<String> traits, List<String> masked, boolean others) {}
