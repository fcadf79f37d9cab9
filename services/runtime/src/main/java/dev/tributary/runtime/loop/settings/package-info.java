/**
 * How a loop runs: its topics, its time, how it gathers records and how long it repeats failures.
 */
@NullMarked
package dev.tributary.runtime.loop.settings;

import org.jspecify.annotations.NullMarked;
