/**
 * Audience rules: a sealed tree, bound once from untrusted JSON, and evaluated by small
 * interpreters.
 *
 * <p>The page docs/reference/rule-semantics.md defines the meaning, and every interpreter conforms
 * to it. The package depends on the JDK and on Jackson's tree model only, and knows neither clock
 * nor store.
 */
@NullMarked
package dev.tributary.audience.rule;

import org.jspecify.annotations.NullMarked;
