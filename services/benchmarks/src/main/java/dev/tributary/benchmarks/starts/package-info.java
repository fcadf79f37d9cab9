/**
 * The times until a new user sees the demo, and until a command of daily use answers.
 *
 * <p>It runs the script {@code cdp} in a clone of the checkout, as a user would. The clone has its
 * own build and its own installation, so the developer's own installation stays as it is.
 */
@NullMarked
package dev.tributary.benchmarks.starts;

import org.jspecify.annotations.NullMarked;
