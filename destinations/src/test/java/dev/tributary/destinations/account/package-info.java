@NullMarked
package dev.tributary.destinations.account;

import org.jspecify.annotations.NullMarked;
