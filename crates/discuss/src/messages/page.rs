//! Messages of the page for group discussions: the guide, its controls, notices.

use messages::messages;

messages! { module = DiscussPage;
    /// Introduction of the guide.
    fn agenda() = "A 45-minute meeting in five steps, for a leadership team, a grade-level team, a parent group or anyone else who knows one place well.";
    /// Notice on a page without JavaScript.
    fn needs_script() = "You can run the meeting from this page as it is. Plotting, comparing and printing your own board need JavaScript.";
    /// Notice that the survey has no two measures to plot on.
    fn nothing_to_plot() = "This survey does not have two questions with percentages, so there is nothing to rate. The guide works without them.";
    /// Label of the list of steps.
    fn steps() = "Steps of the meeting";
    /// Duration of a step.
    fn minutes(from: Number, to: Number) = "{from} to {to} minutes";
    /// Heading of the first step.
    fn look() = "Look";
    /// Instructions for the step.
    fn look_text() = "Open the chart before anyone talks. Look at it alone, or together on a screen. Try another group of people or another year. Nobody explains anything yet.";
    /// A question of the first step.
    fn look_notice() = "What do you notice first?";
    /// A question of the first step.
    fn look_surprise() = "What did you expect to be different?";
    /// A question of the first step.
    fn look_ask() = "What would you ask the people who answered?";
    /// Link to the chart page.
    fn open_picture() = "Open the chart";
    /// Link to the list of challenges.
    fn open_map() = "Read the challenges";
    /// Heading of the second step.
    fn plot() = "Compare where you work or live";
    /// Instructions for the step.
    fn plot_text() = "Choose the challenges that you know from where you work or live, and rate each one. This is your view; there is no right answer. Then see where you and the survey differ.";
    /// A question of the second step.
    fn plot_near() = "Where are you close to the survey?";
    /// A question of the second step.
    fn plot_far() = "Where are you far from it, and what do you know that it does not?";
    /// Heading of the third step.
    fn order() = "Name your priorities";
    /// Instructions for the step.
    fn order_text() = "Put your challenges in order, the most important first. If you are a group, look at everyone’s boards first: not for a winner, but for where you disagree most.";
    /// A question of the third step.
    fn order_goals() = "Which of your goals does this serve?";
    /// A question of the third step.
    fn order_assets() = "What do you already have to build on?";
    /// Heading of the fourth step.
    fn act() = "Plan in quick rounds";
    /// Instructions for the step.
    fn act_text() = "Two minutes for each priority, no more: one next step, one name, one date. Anything that takes longer becomes a next step itself.";
    /// A question of the fourth step.
    fn act_small() = "What is the smallest step that would make a visible difference?";
    /// A question of the fourth step.
    fn act_who() = "Who wants to do it, and what do they need for it?";
    /// Heading of the fifth step.
    fn voices() = "Ask whose voices were left out";
    /// Instructions for the step.
    fn voices_text() = "Before you leave: Who was not asked, here and in the survey? Next to each priority, write how you will hear from them. Then everyone takes the sheet home.";
    /// A question of the fifth step.
    fn voices_who() = "Who lives with this every day but is not in the room?";
    /// A question of the fifth step.
    fn voices_how() = "How will you hear from them, and by when?";

    /// Heading of the panel with the visitor's boards.
    fn your_board() = "Your board";
    /// Note that boards stay in the browser.
    fn kept_here() = "Saved as you type, in this browser only. Nothing is sent anywhere.";
    /// Label of the title of a board.
    fn board_title() = "What is this board about?";
    /// Example in the empty field.
    fn board_title_hint() = "e.g. Lakeside";
    /// Label of the author's name.
    fn board_by() = "Your name or initials";
    /// Reason for asking the name.
    fn board_by_hint() = "So that a group counts you once";
    /// Heading of the list of boards.
    fn boards(count: Number) = "{count|one:# board in this browser|other:# boards in this browser}";
    /// Mark of the open board in the list.
    fn is_open() = "open now";
    /// Content of a board in the list.
    fn board_holds(count: Number, saved: Text) = "{count|one:# challenge|other:# challenges}, saved {saved}";
    /// Button that creates a board.
    fn new_board() = "New board";
    /// Button that opens a board.
    fn open_board() = "Open";
    /// Accessible name of that button, with the title of the board.
    fn open_board_named(title: Text) = "Open {title}";
    /// Button that deletes a board.
    fn delete_board() = "Delete";
    /// Accessible name of that button, with the title of the board.
    fn delete_board_named(title: Text) = "Delete {title}";
    /// Notice that a board was deleted.
    fn board_deleted(title: Text) = "“{title}” was deleted.";
    /// Button that restores it.
    fn undo() = "Undo";
    /// Button that saves all boards as a file.
    fn export_all() = "Save all boards as a file";
    /// Button that imports boards from a file.
    fn import_boards() = "Import boards from a file";
    /// Notice that boards were imported.
    fn imported(count: Number) = "{count|one:# board was imported.|other:# boards were imported.}";
    /// Error: the browser can't read a file.
    fn unreadable_file(name: Text) = "{name} could not be read. Choose it again, or save a new copy where it came from.";
    /// An error with the name of its file or link.
    fn wrong_with(name: Text, what: Text) = "{name}: {what}";
    /// Name of a link among several.
    fn link_number(at: Number) = "Link {at}";

    /// Heading of the picker of challenges.
    fn choose() = "Choose challenges";
    /// Label of the search field.
    fn find() = "Find by name";
    /// Example in the empty field.
    fn find_hint() = "e.g. mental health";
    /// Button that adds the first places of the survey.
    fn add_top(count: Number, wave: Text) = "Add the survey’s top {count}, {wave}";
    /// Button that adds the greatest values of the survey.
    fn add_most(count: Number, axis: Text, wave: Text) = "Start with the {count} highest in “{axis}”, {wave}";
    /// Label of the list of themes.
    fn by_theme() = "Add a whole theme";
    /// Button that adds the chosen theme.
    fn add_theme() = "Add this theme";
    /// Entry for no theme in that list.
    fn choose_theme() = "Choose a theme";
    /// Button that adds a challenge.
    fn add() = "Add";
    /// Accessible name of that button, with the name of the challenge.
    fn add_named(challenge: Text) = "Add {challenge}";
    /// Text instead of that button, if the challenge is on the board.
    fn added() = "On your board";
    /// Notice that challenges were added.
    fn added_many(count: Number, total: Number) = "{count|one:# challenge was added.|other:# challenges were added.} {total|one:There is # on your board.|other:There are # on your board.}";
    /// Notice that the board is full.
    fn board_full(most: Number) = "A board holds {most} challenges. Remove one to add another.";
    /// Notice that the search found nothing.
    fn nothing_found() = "No challenges match these words.";
    /// Notice that the search found more than are listed.
    fn more_found(count: Number) = "{count|one:# more matches: keep typing.|other:# more match: keep typing.}";
    /// Notice on an empty board.
    fn nothing_yet() = "Your board is empty. Add a challenge and rate it.";

    /// Heading of the list of challenges on the board.
    fn plotted(count: Number) = "{count|one:# challenge on your board|other:# challenges on your board}";
    /// Value of a slider that was not moved yet.
    fn not_placed() = "not rated yet";
    /// Button that removes a challenge.
    fn remove() = "Remove";
    /// Accessible name of that button, with the name of the challenge.
    fn remove_named(challenge: Text) = "Remove {challenge}";
    /// Notice that a challenge was removed.
    fn removed(challenge: Text) = "{challenge} was removed from your board.";
    /// Notice on challenges that the data set does not have.
    fn unknown_challenges(count: Number) = "{count|one:# challenge on this board is not on this map: it can’t be plotted but appears on the sheet with its plan.|other:# challenges on this board are not on this map: they can’t be plotted but appear on the sheet with their plans.}";

    /// Label of the control of the wave.
    fn filter_wave() = "Wave";
    /// Label of the control of the audience.
    fn filter_audience() = "Group";
    /// Label of the list of charts.
    fn picture_views() = "Chart";
    /// Name of the scatter plot.
    fn view_both() = "Both questions";
    /// Help on the chart.
    fn picture_help() = "Drag your own marks. With the keyboard: Left and Right go from mark to mark, Enter picks one up, arrow keys move it by 1 (with Shift by 10), Enter puts it down, Escape puts it back.";
    /// Spoken text of a mark.
    fn mark(challenge: Text, first_axis: Text, first: Text, second_axis: Text, second: Text) = "{challenge}, yours: {first_axis} {first}, {second_axis} {second}";
    /// Spoken text of the survey's values of a mark.
    fn mark_survey(who: Text, first_axis: Text, first: Text, second_axis: Text, second: Text) = "{who}: {first_axis} {first}, {second_axis} {second}";
    /// Announcement that a mark was picked up by keyboard.
    fn held(challenge: Text) = "{challenge} is picked up. Arrow keys move it, Enter puts it down, Escape puts it back.";
    /// Announcement that a mark was put down.
    fn put_down(challenge: Text) = "{challenge} was put down.";
    /// Announcement that a mark was put back.
    fn put_back(challenge: Text) = "{challenge} was put back.";
    /// Notice in an empty chart.
    fn nothing_placed() = "What you rate appears here, next to the survey.";
    /// Notice in an empty scatter plot.
    fn half_placed() = "Rate a challenge on both questions, and it appears in this chart.";
    /// Title of a chart without a finding.
    fn picture_title() = "Your board and the survey";
    /// Heading of the list of gaps.
    fn gaps() = "You and the survey";
    /// Note on the audience and wave of the gaps.
    fn comparison_note(who: Text, wave: Text) = "Survey: {who}, {wave}. Largest gap first.";
    /// Note on the audience and wave without gaps.
    fn survey_note(who: Text, wave: Text) = "Survey: {who}, {wave}.";

    /// Notice that nothing on the board can be compared with the survey.
    fn no_comparison() = "This survey wave has no values for what you rated.";
    /// Number of challenges that can't be compared with the survey.
    fn without_gap(count: Number) = "{count|one:# more has no value in the survey|other:# more have no value in the survey}";

    /// Heading of the part that shares a board.
    fn share() = "Share your board";
    /// Explanation of sharing.
    fn share_text() = "Send it to your facilitator, or to another of your devices. The whole board is in the link itself, after the # sign, a part that browsers never send to a server.";
    /// Label of the link to a board.
    fn link() = "Link to this board";
    /// Button that copies the link.
    fn copy_link() = "Copy the link";
    /// Warning that the link is long.
    fn link_long() = "This link is long, and some email programs cut long links off. A file is safer.";
    /// Notice that the link was copied.
    fn link_copied() = "Link copied.";
    /// Notice that the link was not copied.
    fn link_not_copied() = "This browser did not copy it. The link is selected: copy it yourself.";
    /// Button that saves the board as a file.
    fn save_file() = "Save it as a file";
    /// Notice that a file was saved.
    fn file_saved(name: Text) = "Saved as {name}.";
    /// Notice that a file could not be made.
    fn file_not_saved() = "The file could not be created in this browser.";

    /// Heading over the board of an opened link.
    fn incoming(title: Text) = "A board came with this link: {title}";
    /// Owner and content of that board.
    fn incoming_by(by: Text, count: Number) = "By {by}, with {count|one:# challenge|other:# challenges}. Nothing has changed yet. What would you like to do with it?";
    /// Content of that board, if it has no owner.
    fn incoming_holds(count: Number) = "With {count|one:# challenge|other:# challenges}. Nothing has changed yet. What would you like to do with it?";
    /// Button that stores that board.
    fn keep_mine() = "Keep it as mine";
    /// Button that adds that board to the group.
    fn keep_group() = "Add it to the group";
    /// Button that discards that board.
    fn discard() = "Discard it";
    /// Notice that the board was stored.
    fn kept_mine() = "The board is now one of yours.";
    /// Notice that the board was added to the group.
    fn kept_group(count: Number) = "{count|one:# board is in the group.|other:# boards are in the group.}";
    /// Notice that the board was discarded.
    fn discarded() = "The board was discarded. Your own boards have not changed.";
    /// Error: the board of a link can't be used.
    fn link_refused(what: Text) = "The board in this link was not opened. {what}";

    /// Button that dismisses a notice.
    fn dismiss() = "OK";

    /// Heading of the part for facilitators.
    fn group() = "Everyone’s boards together";
    /// Explanation of that part.
    fn group_text() = "For the facilitator. Drop in the files that people saved, or paste their links. They stay in this browser.";
    /// Label of the drop zone of files.
    fn group_drop() = "Drop files here, or choose them";
    /// Label of the field for links.
    fn group_links() = "Links, one per line";
    /// Button that adds the links.
    fn group_add_links() = "Add these links";
    /// Button that adds the visitor's own board.
    fn group_add_own() = "Add your own board";
    /// Number of boards in the group.
    fn group_count(count: Number) = "{count|one:# board|other:# boards}";
    /// Notice of the numbers of added and rejected boards.
    fn group_added(added: Number, refused: Number) = "{added|one:# board was read|other:# boards were read}, {refused|one:# was refused|other:# were refused}.";
    /// Notice of boards that were in the group already.
    fn group_known(count: Number) = "{count|one:# of them was already here, in the same or a newer version.|other:# of them were already here, in the same or a newer version.}";
    /// Warning about people who may be counted twice.
    fn group_twice(names: Text) = "Some people may have more than one board here: {names}. If so, remove the older ones below.";
    /// Error: the browser did not store the group.
    fn group_not_kept() = "This browser did not save the group: its storage is full, or saving is not allowed. The group is shown until this page is closed.";
    /// Notice that a board was removed from the group.
    fn group_taken(who: Text) = "The board by {who} was removed.";
    /// Notice that the group was emptied.
    fn group_emptied() = "The group was emptied.";
    /// Button that creates a board of the group's medians.
    fn group_board() = "Make a board from the group’s medians";
    /// Explanation of that button.
    fn group_board_text() = "You can then compare it with the survey, plan with it and print it.";
    /// Title of that board.
    fn group_board_title() = "Our group’s median";
    /// Notice that this board is open now.
    fn group_board_made() = "The group’s medians are your board now. Your previous board is kept.";
    /// Heading of the list of owners.
    fn group_members(count: Number) = "{count|one:# board in the group|other:# boards in the group}";
    /// Name of a nameless owner.
    fn nobody() = "No name";
    /// Button that removes a board from the group.
    fn group_remove(who: Text) = "Remove the board by {who}";
    /// Button that empties the group.
    fn group_clear() = "Empty the group";
    /// Caption of the table of the group.
    fn group_table() = "What the group thinks, greatest disagreement first";
    /// Explanation of the box plots.
    fn group_legend() = "The line is the median; the thin ends are the lowest and highest answers. With five or more answers, a bar shows where half of them fall. The diamond is the survey.";
    /// Head of a column.
    fn column_challenge() = "Challenge";
    /// Head of a column.
    fn column_count() = "Boards";
    /// Text of a distribution: median and quartiles.
    fn distribution(median: Number, from: Number, to: Number) = "median {median}; half of your answers fall between {from} and {to}";
    /// Text of a distribution of too few values for quartiles: median, minimum and maximum.
    fn distribution_few(median: Number, least: Number, most: Number) = "median {median}; your answers run from {least} to {most}";
    /// Text of a distribution of one value.
    fn distribution_one(value: Number) = "one answer: {value}";
    /// Addition to quartiles: minimum and maximum.
    fn distribution_whole(least: Number, most: Number) = "; all answers from {least} to {most}";
    /// Addition to a distribution: the survey's value.
    fn distribution_survey(value: Number) = "; survey {value}";
    /// Takeaway of the table: the greatest disagreement.
    fn disagree_most(challenge: Text, axis: Text, from: Number, to: Number) = "You disagree most about {challenge}: half of your answers on “{axis}” fall between {from} and {to}.";
    /// Takeaway of the table, if there are too few values for quartiles.
    fn disagree_most_few(challenge: Text, axis: Text, least: Number, most: Number) = "You disagree most about {challenge}: your answers on “{axis}” run from {least} to {most}.";
    /// Takeaway of the table without any disagreement.
    fn agree() = "So far, you agree on everything.";

    /// Accessible name of the button that moves a priority up.
    fn up(challenge: Text) = "Move {challenge} up";
    /// Accessible name of the button that moves a priority down.
    fn down(challenge: Text) = "Move {challenge} down";
    /// Announcement of the new place of a priority.
    fn moved(challenge: Text, place: Number, total: Number) = "{challenge} is now #{place} of {total}.";
    /// Notice that there is nothing to order.
    fn nothing_to_order() = "The challenges you choose in step 2 appear here, for you to put in order.";
    /// Notice on a board that is not in order yet.
    fn no_order() = "Not in order yet. Move what matters most to the top.";
    /// Button that makes the list an order of priorities as it is.
    fn keep_order() = "Keep this order";
    /// Announcement after that.
    fn order_kept() = "The challenges are in order.";
    /// Notice on an empty plan.
    fn nothing_planned() = "Your top priorities appear here once there are challenges on your board.";
    /// Button that adds the next priority to the plan.
    fn plan_next(challenge: Text) = "Plan the next one too: {challenge}";
    /// Place of a priority in the plan.
    fn priority(place: Number) = "Priority {place}";

    /// Heading of the part with the sheet.
    fn sheet() = "Take your plan with you";
    /// Explanation of the sheet.
    fn sheet_text() = "One or two pages with your plan, the chart, and where the survey’s numbers come from.";
    /// Button that prints the sheet.
    fn print() = "Print or save as PDF";
    /// Button that saves the sheet as Markdown.
    fn save_markdown() = "Markdown";
    /// Button that saves the sheet as CSV.
    fn save_csv() = "CSV";
}
