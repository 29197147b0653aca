//! What the page for groups says around what is plotted: the guide, its controls, what came of them.

use crate::messages;

messages! { section = Discuss;
    /// The guide, for who it is.
    fn agenda() = "One meeting in five steps, about 45 minutes. For a leadership team, a grade-level team, a parent group: anyone who knows one place well.";
    /// Where there is no script.
    fn needs_script() = "You can run the meeting from this page as it is. Plotting, comparing and printing your own board need JavaScript.";
    /// The survey has not the two questions that boards are plotted on.
    fn nothing_to_plot() = "This survey has no two questions in percent, so nothing can be plotted beside it. The guide works without.";
    /// What the list of steps is called.
    fn steps() = "Steps of the meeting";
    /// How long a step takes.
    fn minutes(from: Number, to: Number) = "{from} to {to} minutes";
    /// The first step.
    fn look() = "Look";
    /// What to do in it.
    fn look_text() = "Open the picture before anyone talks. Each looks alone, or all look at the wall. Try another group of people, another year. Nobody explains anything yet.";
    /// A question of the first step.
    fn look_notice() = "What do you notice first?";
    /// A question of the first step.
    fn look_surprise() = "Where did you expect another answer?";
    /// A question of the first step.
    fn look_ask() = "What would you ask the people who answered?";
    /// Leads to the picture.
    fn open_picture() = "Open the picture";
    /// Leads to the list of challenges.
    fn open_map() = "Read the challenges";
    /// The second step.
    fn plot() = "Hold your own setting against it";
    /// What to do in it.
    fn plot_text() = "Choose the challenges that you know from where you work or live. Say for each how things stand there. It is your view, and there is no right answer. Then see where you and the survey part.";
    /// A question of the second step.
    fn plot_near() = "Where do you stand close to the survey?";
    /// A question of the second step.
    fn plot_far() = "Where are you far from it, and what do you know that it does not?";
    /// The third step.
    fn order() = "Name your priorities";
    /// What to do in it.
    fn order_text() = "Put in order what you plotted, the most important first. A group looks at everyone’s boards before it does: not for the winner, but for where you disagree most.";
    /// A question of the third step.
    fn order_goals() = "Which of your goals does this serve?";
    /// A question of the third step.
    fn order_assets() = "What do you already have to build on?";
    /// The fourth step.
    fn act() = "Plan in quick rounds";
    /// What to do in it.
    fn act_text() = "Two minutes for each priority, no more: one next step, one name, one date. What takes longer becomes a next step itself.";
    /// A question of the fourth step.
    fn act_small() = "What is the smallest step that would show something?";
    /// A question of the fourth step.
    fn act_who() = "Who wants to do it, and what do they need for it?";
    /// The fifth step.
    fn voices() = "Ask whose voices were left out";
    /// What to do in it.
    fn voices_text() = "Before you leave: who was not asked, here and in the survey? Write beside each priority how you will hear them. Then everyone takes the sheet along.";
    /// A question of the fifth step.
    fn voices_who() = "Who lives with this every day, and is not in the room?";
    /// A question of the fifth step.
    fn voices_how() = "How, and by when, will you have heard them?";

    /// The panel with one's own boards.
    fn your_board() = "Your board";
    /// Where boards are kept.
    fn kept_here() = "Saved as you type, in this browser only. Nothing is sent anywhere.";
    /// The name of a board.
    fn board_title() = "What is this board about?";
    /// An example of it.
    fn board_title_hint() = "e.g. Lakeside Elementary";
    /// Whose board it is.
    fn board_by() = "Your name or initials";
    /// Why that is asked.
    fn board_by_hint() = "So that a group counts you once";
    /// The list of boards.
    fn boards(count: Number) = "{count|one:# board in this browser|other:# boards in this browser}";
    /// The one that is shown.
    fn is_open() = "open now";
    /// What a board holds, in the list.
    fn board_holds(count: Number, saved: Text) = "{count|one:# challenge|other:# challenges}, saved {saved}";
    /// Begins another board.
    fn new_board() = "New board";
    /// Shows a board.
    fn open_board() = "Open";
    /// The same, for whom there is no table around it.
    fn open_board_named(title: Text) = "Open {title}";
    /// Removes a board.
    fn delete_board() = "Delete";
    /// The same, for whom there is no table around it.
    fn delete_board_named(title: Text) = "Delete {title}";
    /// A board was removed.
    fn board_deleted(title: Text) = "“{title}” was deleted.";
    /// Takes that back.
    fn undo() = "Undo";
    /// All boards as a file.
    fn export_all() = "Save all boards as a file";
    /// Boards from a file.
    fn import_boards() = "Bring in boards from a file";
    /// Boards were brought in.
    fn imported(count: Number) = "{count|one:# board was brought in.|other:# boards were brought in.}";
    /// A file can't be read by the browser.
    fn unreadable_file(name: Text) = "{name} could not be read. Choose it again, or save it anew where it came from.";
    /// What is wrong with a file or link, by name.
    fn wrong_with(name: Text, what: Text) = "{name}: {what}";
    /// A link among several.
    fn link_number(at: Number) = "Link {at}";

    /// The picker.
    fn choose() = "Choose challenges";
    /// Finds a challenge.
    fn find() = "Find by name";
    /// An example of it.
    fn find_hint() = "e.g. mental health";
    /// Takes the first places of the survey.
    fn add_top(count: Number, wave: Text) = "Or the survey’s top {count}, {wave}";
    /// Takes the greatest values of the survey as it is shown.
    fn add_most(count: Number, axis: Text, wave: Text) = "Start with the {count} highest in “{axis}”, {wave}";
    /// Takes all of a theme.
    fn by_theme() = "Or take a whole theme";
    /// Takes the theme that is chosen.
    fn add_theme() = "Add this theme";
    /// No theme is chosen.
    fn choose_theme() = "Choose a theme";
    /// Puts a challenge on the board.
    fn add() = "Add";
    /// The same, with its name.
    fn add_named(challenge: Text) = "Add {challenge}";
    /// It is on the board.
    fn added() = "On your board";
    /// Something was put on the board.
    fn added_many(count: Number, total: Number) = "{count|one:# challenge was added.|other:# challenges were added.} {total|one:There is # on your board.|other:There are # on your board.}";
    /// No more find room.
    fn board_full(most: Number) = "A board holds {most} challenges. Remove one to add another.";
    /// Nothing has these words.
    fn nothing_found() = "No challenge has these words.";
    /// More are found than are listed.
    fn more_found(count: Number) = "{count|one:# more has these words: type on.|other:# more have these words: type on.}";
    /// An empty board.
    fn nothing_yet() = "Nothing is on your board yet. Add a challenge, and place it.";

    /// The list of what is plotted.
    fn plotted(count: Number) = "{count|one:# challenge on your board|other:# challenges on your board}";
    /// A slider that nobody has moved yet.
    fn not_placed() = "not placed yet";
    /// Takes a challenge off the board.
    fn remove() = "Remove";
    /// The same, with its name.
    fn remove_named(challenge: Text) = "Remove {challenge}";
    /// It is off the board.
    fn removed(challenge: Text) = "{challenge} is off your board.";
    /// A challenge that this map does not have.
    fn unknown_challenges(count: Number) = "{count|one:# challenge of this board is not on this map: it can’t be plotted, and goes onto the sheet with its plan.|other:# challenges of this board are not on this map: they can’t be plotted, and go onto the sheet with their plans.}";

    /// Which round of the survey.
    fn lens_wave() = "Wave";
    /// Whose answers.
    fn lens_audience() = "Who answered";
    /// What the pictures are called.
    fn picture_views() = "Picture";
    /// Both questions in one picture.
    fn view_both() = "Both questions";
    /// How to use the picture.
    fn picture_help() = "Drag your own mark. By keys: left and right arrow go from mark to mark, Enter takes hold of one, arrows then move it by 1, with Shift by 10, Enter puts it down, Escape puts it back.";
    /// A mark, where it is told in words.
    fn mark(challenge: Text, first_axis: Text, first: Text, second_axis: Text, second: Text) = "{challenge}, yours: {first_axis} {first}, {second_axis} {second}";
    /// The survey’s values of a mark, where they are told in words.
    fn mark_survey(who: Text, first_axis: Text, first: Text, second_axis: Text, second: Text) = "{who}: {first_axis} {first}, {second_axis} {second}";
    /// A mark is held by keys.
    fn held(challenge: Text) = "You hold {challenge}. Arrows move it, Enter puts it down, Escape puts it back.";
    /// A mark is let go of.
    fn put_down(challenge: Text) = "{challenge} is put down.";
    /// A mark is put back.
    fn put_back(challenge: Text) = "{challenge} is back where it was.";
    /// The picture has nothing to show.
    fn nothing_placed() = "What you place appears here, beside the survey.";
    /// The picture needs both values of a challenge.
    fn half_placed() = "Place a challenge in both questions, and it appears in this picture.";
    /// The picture before there is anything to say of it.
    fn picture_title() = "Your board beside the survey";
    /// The list of gaps.
    fn gaps() = "You beside the survey";
    /// Whose survey values are shown.
    fn beside_note(who: Text, wave: Text) = "The survey: {who}, {wave}. The greatest gap first.";
    /// The same where nothing is in the order of gaps.
    fn survey_note(who: Text, wave: Text) = "The survey: {who}, {wave}.";

    /// Nothing on the board can be held against the survey.
    fn nothing_beside() = "This wave of the survey has no value for what you have placed.";
    /// What can't be held against the survey.
    fn without_gap(count: Number) = "{count|one:# more has no value in the survey|other:# more have no value in the survey}";

    /// Handing a board over.
    fn hand_over() = "Hand it over";
    /// How.
    fn hand_over_text() = "To your facilitator, or to another of your devices. The whole board is in the link itself, after the # sign, which browsers send to no server.";
    /// The link to a board.
    fn link() = "Link to this board";
    /// Puts it on the clipboard.
    fn copy_link() = "Copy the link";
    /// It is longer than some programs take.
    fn link_long() = "This link is long, and some mail programs cut such links. The file is safer.";
    /// It is there.
    fn link_copied() = "The link is copied.";
    /// It is not there.
    fn link_not_copied() = "This browser did not copy it. The link is marked: copy it from there.";
    /// The board as a file.
    fn save_file() = "Save it as a file";
    /// A file was handed to the browser.
    fn file_saved(name: Text) = "{name} is saved.";
    /// A file was not made.
    fn file_not_saved() = "The file could not be made in this browser.";

    /// The board of a link.
    fn incoming(title: Text) = "A board came with this link: {title}";
    /// Whose it is and what it holds.
    fn incoming_by(by: Text, count: Number) = "By {by}, with {count|one:# challenge|other:# challenges}. Nothing has changed yet: what shall be done with it?";
    /// The same without a name.
    fn incoming_holds(count: Number) = "With {count|one:# challenge|other:# challenges}. Nothing has changed yet: what shall be done with it?";
    /// Keeps it among one's own.
    fn keep_mine() = "Keep it as mine";
    /// Counts it in the group.
    fn keep_group() = "Add it to the group";
    /// Neither.
    fn discard() = "Discard it";
    /// It was kept.
    fn kept_mine() = "The board is among yours now.";
    /// It was counted.
    fn kept_group(count: Number) = "{count|one:# board is in the group.|other:# boards are in the group.}";
    /// It was discarded.
    fn discarded() = "The board was discarded. Yours are as they were.";
    /// A link can't be used.
    fn link_refused(what: Text) = "The board in this link was not opened. {what}";

    /// Takes away what was told.
    fn dismiss() = "Understood";

    /// The part for facilitators.
    fn group() = "Everyone’s boards together";
    /// What it is for.
    fn group_text() = "For the facilitator. Drop in the files that people saved, or paste their links. They stay in this browser.";
    /// Where files are dropped.
    fn group_drop() = "Drop files here, or choose them";
    /// Where links are pasted.
    fn group_links() = "Links, one a line";
    /// Takes the links.
    fn group_add_links() = "Add these links";
    /// Adds one's own board.
    fn group_add_own() = "Add your own board";
    /// How many are in the group.
    fn group_count(count: Number) = "{count|one:# board|other:# boards}";
    /// What came of dropping some in.
    fn group_added(added: Number, refused: Number) = "{added|one:# board was read|other:# boards were read}, {refused|one:# was refused|other:# were refused}.";
    /// Some took the place of others, or did not.
    fn group_known(count: Number) = "{count|one:# of them was here already, or in a newer version.|other:# of them were here already, or in a newer version.}";
    /// People who may be counted twice.
    fn group_twice(names: Text) = "More than one board may be of one person: {names}. If that is so, take the older ones out below.";
    /// The browser does not keep the group.
    fn group_not_kept() = "This browser did not save the group: it is full, or saving is not allowed. The group is shown until this page is closed.";
    /// A board was taken out.
    fn group_taken(who: Text) = "The board of {who} was taken out.";
    /// The group was emptied.
    fn group_emptied() = "The group was emptied.";
    /// Makes one's own board of the group's.
    fn group_board() = "Make a board of the group’s middle";
    /// What for.
    fn group_board_text() = "Then it can be seen beside the survey, planned with and printed.";
    /// What it is called.
    fn group_board_title() = "Our group’s middle";
    /// It is open now.
    fn group_board_made() = "The group’s middle is your board now. The one before is kept.";
    /// Whose boards are in it.
    fn group_members(count: Number) = "{count|one:Whose board it is|other:Whose # boards they are}";
    /// A board without a name.
    fn nobody() = "No name";
    /// Takes a board out of the group.
    fn group_remove(who: Text) = "Take out the board of {who}";
    /// Empties the group.
    fn group_clear() = "Empty the group";
    /// What one sees of it.
    fn group_table() = "What the group thinks, the greatest disagreement first.";
    /// How to read it.
    fn group_legend() = "The bar holds the middle half of the boards, the line in it is the middle, thin ends are the least and most. The diamond is the survey. Disagreement is the length of the bar, in points.";
    /// A column.
    fn column_challenge() = "Challenge";
    /// A column.
    fn column_count() = "Boards";
    /// A spread in words.
    fn spread(middle: Number, from: Number, to: Number, points: Number) = "middle {middle}, half of you {from} to {to}, {points|one:# point|other:# points} apart";
    /// How far all lie apart, which the bar shows.
    fn spread_whole(least: Number, most: Number) = "; all of you {least} to {most}";
    /// The survey's value, which the bar shows.
    fn spread_survey(value: Number) = "; the survey {value}";
    /// Where the group disagrees most.
    fn disagree_most(challenge: Text, axis: Text, points: Number, from: Number, to: Number) = "You disagree most about {challenge}, {axis}: the middle half of you lies {points|one:# point|other:# points} apart, from {from} to {to}.";
    /// Nobody disagrees.
    fn agree() = "So far you place everything alike.";

    /// Moves a priority up.
    fn up(challenge: Text) = "Move {challenge} up";
    /// Moves a priority down.
    fn down(challenge: Text) = "Move {challenge} down";
    /// Where it is now.
    fn moved(challenge: Text, place: Number, total: Number) = "{challenge} is {place} of {total}.";
    /// There is nothing to order.
    fn nothing_to_order() = "What you choose in step 2 is put in order here.";
    /// The plan has nothing in it.
    fn nothing_planned() = "Your first priorities come here as soon as there are some on your board.";
    /// Adds the next priority to the plan.
    fn plan_next(challenge: Text) = "Plan the next one too: {challenge}";
    /// The place of a priority.
    fn priority(place: Number) = "Priority {place}";

    /// The sheet to take along.
    fn sheet() = "Take the sheet along";
    /// What it holds.
    fn sheet_text() = "One or two pages with your plan, the picture, and where the survey’s numbers come from.";
    /// Prints it.
    fn print() = "Print or save as PDF";
    /// The plan as Markdown.
    fn save_markdown() = "Markdown";
    /// The plan as CSV.
    fn save_csv() = "CSV";
}
