/**
 * The meaning of answers: rules by status and by the content of the body, compiled once.
 *
 * <p>A rule gives the outcome of all items of a call, or of single items by their index, their
 * position or their key. Answers about jobs have states and results. The package depends on the
 * connector SPI, on the templates and on the files of jobs.
 */
@NullMarked
package dev.tributary.destinations.declared.answer;

import org.jspecify.annotations.NullMarked;
