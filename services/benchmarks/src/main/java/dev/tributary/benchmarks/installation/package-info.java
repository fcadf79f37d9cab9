/**
 * Starts the programs to measure: an installation of its own, fresh each time, and the bare
 * programs.
 *
 * <p>It depends on {@code local} and keeps its state in the build folder, never in the developer's
 * own installation.
 */
@NullMarked
package dev.tributary.benchmarks.installation;

import org.jspecify.annotations.NullMarked;
