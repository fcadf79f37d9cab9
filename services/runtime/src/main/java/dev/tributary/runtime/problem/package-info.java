/**
 * The ways in which a request can fail for a reason that its sender should read: a problem has a
 * code, and the code has a kind. {@link dev.tributary.runtime.http} makes answers of them.
 *
 * <p>Every package may use it. It depends on Jackson only.
 */
@NullMarked
package dev.tributary.runtime.problem;

import org.jspecify.annotations.NullMarked;
