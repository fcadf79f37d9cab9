/**
 * Audience rules: a sealed tree, bound once from untrusted JSON, read by small interpreters.
 *
 * <p>Its meaning stands in docs/reference/rule-semantics.md; every interpreter conforms to that
 * page. It depends on the JDK and on Jackson's tree model only, and knows neither clock nor store.
 */
@NullMarked
package dev.tributary.audience.rule;

import org.jspecify.annotations.NullMarked;
