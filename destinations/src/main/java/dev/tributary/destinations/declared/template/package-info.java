/**
 * Templates of requests: texts with expressions, trees of JSON, and parts of addresses.
 *
 * <p>They are compiled once to closures, which are pure and thread-safe. The compilers report all
 * mistakes with their place in the file. The package depends on the connector SPI and on Jackson.
 */
@NullMarked
package dev.tributary.destinations.declared.template;

import org.jspecify.annotations.NullMarked;
