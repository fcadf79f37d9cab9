package dev.tributary.identity.trial;

/**
 * The history of a workspace once more, beside itself: rows of the same tables, which name the
 * shadow where those of the workspace name it. Nobody is told of what happens in a shadow.
 *
 * @param workspace whose history it is
 * @param name what stands in the workspace's place
 */
public record Shadow(String workspace, String name) {}
