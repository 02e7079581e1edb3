/** What each sender tried and what it was told, written down so that a kill cannot unwrite it. */
@NullMarked
package datastream.chaos.journal;

import org.jspecify.annotations.NullMarked;
