/**
 * The work that all services do in the same way with definitions: keys, names, merge patches,
 * authors, and the declared types of a workspace.
 *
 * <p>Every package may use it. It depends on Jackson, the contracts and the package problem only.
 */
@NullMarked
package dev.tributary.runtime.definition;

import org.jspecify.annotations.NullMarked;
