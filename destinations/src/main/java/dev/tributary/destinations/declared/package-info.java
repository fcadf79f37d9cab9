/**
 * Connectors without Java: a manifest declares requests and the meaning of their answers.
 *
 * <p>A manifest is compiled when it is loaded. Templates become closures that build trees of JSON
 * or parts of addresses, so that no value can change the structure of a request. The package
 * depends on the connector SPI, on the files of jobs and on Jackson only.
 */
@NullMarked
package dev.tributary.destinations.declared;

import org.jspecify.annotations.NullMarked;
