/**
 * The use of matching in a workspace: from which probability on a pair is suggested or merged
 * automatically, which pairs may be merged, and the quality by pairs that users have labelled.
 *
 * <p>Pure. It depends on jobs, the matching package, profiles, rules, contracts and Jackson.
 */
@NullMarked
package dev.tributary.identity.suggestion;

import org.jspecify.annotations.NullMarked;
