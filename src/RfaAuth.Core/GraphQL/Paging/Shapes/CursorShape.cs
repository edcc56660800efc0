namespace RfaAuth.Core.GraphQL.Paging.Shapes;

/// <summary>
/// Paging with <c>after</c> and <c>first</c>: the GraphQL Cursor Connections Specification (relay.dev/graphql/connections.htm), and documents for
/// <c>gh api graphql --paginate</c>.
/// </summary>
internal class CursorShape : ListShape
{
    public override IReadOnlyList<string> StartArguments { get; } = ["after"];

    public override IReadOnlyList<string> SizeArguments { get; } = ["first", "limit", "take"];

    public override IReadOnlyList<string> ItemsFields { get; } = ["nodes", "items", "data", "results"];

    // A plain list has no place for the next cursor.
    public override bool TakesPlainList => false;

    public override string? Missing(ListField list) =>
        !list.HasItems ? "select nodes or edges in it, with what is wanted of them"
        : list.Facts.HasMore is null || list.Facts.Cursor is null ? $"select pageInfo {{ {HasMoreFact} {CursorFact} }} in it"
        : null;

    public override ListStart Start(object? given, PagingVariable start, int? size, ulong skip) =>
        new(new CursorPosition(given, given is null ? 0 : null), skip);

    public override PagePosition At(object? value, long? before) => new CursorPosition(value, before);
}

/// <summary>Paging with <c>before</c> and <c>last</c>: from the end of a connection to its start, the last item first.</summary>
internal sealed class BackwardCursorShape : CursorShape
{
    public override IReadOnlyList<string> StartArguments { get; } = ["before"];

    public override IReadOnlyList<string> SizeArguments { get; } = ["last"];

    public override string HasMoreFact => PageFacts.HasPreviousPage;

    public override string CursorFact => PageFacts.StartCursor;

    public override bool IsBackwards => true;
}

/// <summary>The cursor of the item before the page; null at the start.</summary>
/// <param name="Cursor">The cursor: text or a number, as the service sent it.</param>
/// <param name="ItemsBefore">The number of items before the page; null if not known.</param>
internal sealed record CursorPosition(object? Cursor, long? ItemsBefore) : PagePosition
{
    public override object? Value => Cursor;

    public override long? Before => ItemsBefore;

    public override PagePosition? PlaceOf(int index, PageContent page) =>
        index == 0 ? this
        : index <= page.Cursors.Count && page.Cursors[index - 1] is { } cursor ? new CursorPosition(cursor, ItemsBefore + index)
        : null;

    // If the service does not say it, the list may go on. If there is no cursor either, that is an error and not a silent end.
    public override bool HasMore(PageContent page) => page.HasNextPage ?? page.Items.Count > 0;

    public override PagePosition Next(PageContent page, RepetitionGuard guard) =>
        page.Cursor is null ? throw (page.HasNextPage is null ? RepetitionGuard.NoPageInfo() : RepetitionGuard.NoCursor())
        : !guard.IsNewCursor(page.Cursor) ? throw RepetitionGuard.RepeatedCursor()
        : guard.IsEmptyForTooLong(page.Items.Count == 0) ? throw RepetitionGuard.EmptyPage()
        : new CursorPosition(page.Cursor, ItemsBefore + page.Items.Count);
}
