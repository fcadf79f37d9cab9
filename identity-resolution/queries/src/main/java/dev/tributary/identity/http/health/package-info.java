/** Identity health, over REST. */
@NullMarked
package dev.tributary.identity.http.health;

import org.jspecify.annotations.NullMarked;
