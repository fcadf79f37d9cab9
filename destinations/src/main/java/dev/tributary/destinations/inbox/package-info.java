/** The inbox: groups of deliveries and differences that wait for a decision of a user. */
@NullMarked
package dev.tributary.destinations.inbox;

import org.jspecify.annotations.NullMarked;
