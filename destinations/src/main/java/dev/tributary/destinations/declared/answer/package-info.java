/**
 * The meaning of answers: rules by status and by the content of the body, compiled once.
 *
 * <p>A rule gives the outcome of all items of a call, or of single items by their index, their
 * position or their key. The package depends on the connector SPI and on the templates.
 */
@NullMarked
package dev.tributary.destinations.declared.answer;

import org.jspecify.annotations.NullMarked;
