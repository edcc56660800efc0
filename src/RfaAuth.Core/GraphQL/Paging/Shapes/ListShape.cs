namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>A way in which services page their lists: its arguments, and how a page leads to the next one. Has no state.</summary>
internal abstract class ListShape
{
    /// <summary>All ways. If a field fits several, the first one is used.</summary>
    public static IReadOnlyList<ListShape> All { get; } = [new OffsetShape(), new PageNumberShape(), new CursorShape(), new BackwardCursorShape()];

    /// <summary>The arguments for the start of a page.</summary>
    public abstract IReadOnlyList<string> StartArguments { get; }

    /// <summary>The arguments for the number of items. The first one is recommended to users.</summary>
    public abstract IReadOnlyList<string> SizeArguments { get; }

    /// <summary>The start argument for an input object that has only a size; null if it is not certain.</summary>
    public virtual string? StartForSize(string size) => size == SizeArguments[0] ? StartArguments[0] : null;

    /// <summary>The usual names of fields with items, the most common one first. <c>edges</c> is not among them.</summary>
    public abstract IReadOnlyList<string> ItemsFields { get; }

    /// <summary>The field that tells whether there are more items, in the direction of reading.</summary>
    public virtual string HasMoreFact => PageFacts.HasNextPage;

    /// <summary>The field with the cursor of the next page.</summary>
    public virtual string CursorFact => PageFacts.EndCursor;

    /// <summary>Whether the value of the field itself may be the list. Then there are no other fields.</summary>
    public virtual bool TakesPlainList => true;

    /// <summary>Whether the items of a page must be reversed, so that all pages together have one order.</summary>
    public virtual bool IsBackwards => false;

    /// <summary>The parts that the document lacks, so that the list cannot be followed; null if it has all.</summary>
    public virtual string? Missing(ListField list) =>
        list.HasItems || list.IsPlainList ? null : $"select {ItemsFields[0]} in it";

    /// <summary>The start of the list.</summary>
    /// <param name="given">The value of the start variable: the user's, else the operation's default; null if there is none.</param>
    /// <param name="start">The start variable, for messages.</param>
    /// <param name="size">The page size; null if the service decides.</param>
    /// <param name="skip">How many items to skip.</param>
    /// <exception cref="Errors.RfaException">InvalidVariables.</exception>
    public abstract ListStart Start(object? given, PagingVariable start, int? size, ulong skip);

    /// <summary>Makes a position from its parts.</summary>
    /// <param name="value">See <see cref="PagePosition.Value"/>.</param>
    /// <param name="before">See <see cref="PagePosition.Before"/>.</param>
    public abstract PagePosition At(object? value, long? before);
}

/// <summary>The start of a list.</summary>
/// <param name="Position">The first page to request.</param>
/// <param name="Drop">How many items at the start of this page to skip.</param>
internal sealed record ListStart(PagePosition Position, ulong Drop)
{
    /// <summary>The search for the page on which the wanted items begin; null if the position is certain.</summary>
    public SkipPosition? Jump { get; init; }

    public void Deconstruct(out PagePosition position, out ulong drop, out SkipPosition? jump) => (position, drop, jump) = (Position, Drop, Jump);
}
