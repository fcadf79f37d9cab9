/**
 * How long a model's run takes beside the engine's own join, and how much memory it needs.
 *
 * <p>The run goes through the REST API and does everything: read, compare, publish, switch. The
 * join only finds the keys that differ.
 */
@NullMarked
package dev.tributary.benchmarks.model;

import org.jspecify.annotations.NullMarked;
