package dev.tributary.identity.trial;

import java.util.SortedSet;

/**
 * People who have to do with each other: all of a workspace and all of its replay who share an
 * event, a row or an identifier.
 *
 * @param profiles of the workspace
 * @param persons of the replay
 */
public record Circle(SortedSet<String> profiles, SortedSet<String> persons) {}
