namespace RfaAuth.Core.Text;

/// <summary>
/// Stands for the output of a pipeline that gave nothing. Where a list is declared it is the empty list; everywhere else it is written as null.
/// </summary>
internal sealed class EmptyPipeline
{
    private EmptyPipeline()
    {
    }

    public static EmptyPipeline Value { get; } = new();

    public override string ToString() => "null";
}
