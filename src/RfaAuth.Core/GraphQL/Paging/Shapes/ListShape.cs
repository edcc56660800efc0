namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>One way in which services page their lists: its arguments, and how a page leads to the next one. Has no state.</summary>
internal abstract class ListShape
{
    /// <summary>All of them; where a field fits several, an earlier one is preferred.</summary>
    public static IReadOnlyList<ListShape> All { get; } = [new OffsetShape(), new PageNumberShape(), new CursorShape(), new BackwardCursorShape()];

    /// <summary>The arguments that say where a page begins.</summary>
    public abstract IReadOnlyList<string> StartArguments { get; }

    /// <summary>The arguments that say how many items are wanted; the first is the one to advise.</summary>
    public abstract IReadOnlyList<string> SizeArguments { get; }

    /// <summary>The start that goes with a size, in an input object that has only the size so far; null where that is not certain.</summary>
    public virtual string? StartBeside(string size) => size == SizeArguments[0] ? StartArguments[0] : null;

    /// <summary>The fields under which the items may stand, the usual one first. <c>edges</c> is known apart from them.</summary>
    public abstract IReadOnlyList<string> ItemsFields { get; }

    /// <summary>The field that says whether there are more, in the direction in which the list is followed.</summary>
    public virtual string HasMoreFact => PageFacts.HasNextPage;

    /// <summary>The field that has the cursor of the next page.</summary>
    public virtual string CursorFact => PageFacts.EndCursor;

    /// <summary>Whether the value of the field itself may be the list: then nothing can stand beside the items.</summary>
    public virtual bool TakesBareList => true;

    /// <summary>Whether the items of a page are to be turned round, so that all pages together have one order.</summary>
    public virtual bool IsBackwards => false;

    /// <summary>What the document needs before the list can be followed; null where it has all.</summary>
    public virtual string? Missing(ListField list) =>
        list.HasItems || list.IsBare ? null : $"select {ItemsFields[0]} in it";

    /// <summary>Where the list begins.</summary>
    /// <param name="given">The value of the start variable: the user's, else the operation's default; null where there is none.</param>
    /// <param name="start">The start variable, for messages.</param>
    /// <param name="size">The page size; null where the service decides.</param>
    /// <param name="skip">How many items are not wanted.</param>
    /// <exception cref="Errors.RfaException">InvalidVariables.</exception>
    public abstract ListStart Start(object? given, PagingVariable start, int? size, ulong skip);

    /// <summary>A position that was told by its parts.</summary>
    /// <param name="value">As <see cref="PagePosition.Value"/>.</param>
    /// <param name="before">As <see cref="PagePosition.Before"/>.</param>
    public abstract PagePosition At(object? value, long? before);
}

/// <summary>Where a list begins.</summary>
/// <param name="Position">The first page to ask for.</param>
/// <param name="Drop">How many items at its start come and are not wanted.</param>
internal sealed record ListStart(PagePosition Position, ulong Drop)
{
    /// <summary>The search for the page on which the items begin; null where the position is certain.</summary>
    public PageJump? Jump { get; init; }

    public void Deconstruct(out PagePosition position, out ulong drop, out PageJump? jump) => (position, drop, jump) = (Position, Drop, Jump);
}
