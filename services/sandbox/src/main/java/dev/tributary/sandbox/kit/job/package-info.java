/**
 * Jobs of a vendor: opened, filled, closed, worked off after some time of a clock, and read by
 * index, by key or as a file. Jobs can hang, fail halfway, and return damaged results. Imports the
 * JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.kit.job;

import org.jspecify.annotations.NullMarked;
