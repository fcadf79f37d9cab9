package dev.tributary.identity.replay;

import java.util.SortedSet;

/**
 * A connected component of profiles: all profiles of a workspace and of its replay that share an
 * event, a row, an answer or an identifier, directly or through others.
 *
 * @param profiles of the workspace
 * @param persons of the replay
 */
public record ConnectedComponent(SortedSet<String> profiles, SortedSet<String> persons) {}
