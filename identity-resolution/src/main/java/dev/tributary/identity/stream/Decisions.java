package dev.tributary.identity.stream;

import java.util.List;

/**
 * What was decided between two cursors.
 *
 * @param events the newest, the oldest of them first
 * @param skipped how many older ones are not among them
 */
public record Decisions(List<Decided> events, Skipped skipped) {
  public static final Decisions NONE = new Decisions(List.of(), Skipped.NOTHING);
}
