/**
 * What a workspace makes of matching: from when on a pair is suggested or merged by itself, which
 * pairs may be, and how good it is by pairs that people labelled.
 *
 * <p>Pure. It depends on the matching package, profiles, rules, contracts and Jackson.
 */
@NullMarked
package dev.tributary.identity.suggestion;

import org.jspecify.annotations.NullMarked;
