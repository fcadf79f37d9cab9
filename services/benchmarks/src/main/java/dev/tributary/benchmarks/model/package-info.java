/**
 * How long the run of a model takes compared with the engine's own join, and how much memory it
 * needs.
 *
 * <p>The run goes through the REST API and does everything: read, compare, publish, replace the
 * snapshot. The join only finds the keys that differ.
 */
@NullMarked
package dev.tributary.benchmarks.model;

import org.jspecify.annotations.NullMarked;
