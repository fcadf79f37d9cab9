/** The contract that every connector keeps, and what a test of one needs. */
@NullMarked
package dev.tributary.destinations.connector;

import org.jspecify.annotations.NullMarked;
