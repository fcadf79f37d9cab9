/**
 * The browser of the machine, for tests that need a real one.
 *
 * <p>It depends on Playwright, whose driver brings its own Node.
 */
@NullMarked
package dev.tributary.testkit.browser;

import org.jspecify.annotations.NullMarked;
