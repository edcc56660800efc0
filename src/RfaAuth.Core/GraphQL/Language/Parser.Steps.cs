using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Language;

/// <content>The common steps of all productions.</content>
internal sealed partial class Parser
{
    private string ParseName(string what) => Expect(TokenKind.Name, what).Text;

    /// <summary>Skips a description. It documents a definition and has no other meaning.</summary>
    private bool SkipDescription() => TryAdvance(TokenKind.String) || TryAdvance(TokenKind.BlockString);

    private bool IsKeyword(string word) => _token.Kind == TokenKind.Name && _token.Text == word;

    private Token Advance()
    {
        var token = _token;
        _token = _lexer.Read();
        return token;
    }

    private bool TryAdvance(TokenKind kind)
    {
        if (_token.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private Token Expect(TokenKind kind, string what) => _token.Kind == kind ? Advance() : throw Expected(what);

    private void Enter(Token open)
    {
        if (++_depth > NestingLimit.Levels)
            throw GraphQLSyntaxException.At(_source, open.Location, $"braces and brackets are nested deeper than {NestingLimit.Levels} levels");
    }

    private void Leave() => _depth--;

    private GraphQLSyntaxException Error(string problem) => GraphQLSyntaxException.At(_source, _token.Location, problem);

    private GraphQLSyntaxException Expected(string what, bool isPowerShell = false) => GraphQLSyntaxException.At(
        _source, _token.Location, $"expected {what}, found {_token.Description}", isPowerShell ? PowerShellExpansion.Advice : null);
}
