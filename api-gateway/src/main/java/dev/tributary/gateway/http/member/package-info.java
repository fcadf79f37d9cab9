/** The caller over REST, and the door to new accounts. */
@NullMarked
package dev.tributary.gateway.http.member;

import org.jspecify.annotations.NullMarked;
