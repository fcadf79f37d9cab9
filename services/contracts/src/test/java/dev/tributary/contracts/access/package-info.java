/** Makes what operators need to know of each service's user at Kafka, and holds the files to it. */
@NullMarked
package dev.tributary.contracts.access;

import org.jspecify.annotations.NullMarked;
