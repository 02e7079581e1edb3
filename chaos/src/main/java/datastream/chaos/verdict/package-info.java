/** The comparison of what senders were told with what the table holds. */
@NullMarked
package datastream.chaos.verdict;

import org.jspecify.annotations.NullMarked;
